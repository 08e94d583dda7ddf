"""What a file brings that is stored already: what of it was revised, and which rows could not be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from models.comments import NewComment
from models.intake import Accepted
from models.same_rows import Revision, has_rows_without_id, revise
from models.take_over import Revised
from workers.connectors.notes import Note, NoteCode, note
from workers.connectors.values import Row
from workers.incoming import Reader


@dataclass(frozen=True, slots=True)
class Taken:
    """A comment and the row it is from; `told_apart` as in `Incoming`."""

    row: Row
    comment: NewComment
    told_apart: bool


Batch = list[Taken]


@dataclass(slots=True)
class Returns:
    """What comes again with another score: what was revised, and which rows without an id could not be told apart."""

    workspace_id: int
    source: str
    reader: Reader
    revised: int = 0
    by_id: Revised = field(default_factory=Revised)
    worded: int = 0
    doubtful: list[tuple[str, ...]] = field(default_factory=list)
    _asks: bool | None = None

    def revise(self, session: Session, batch: Batch) -> Revision:
        """In the transaction that takes the batch in. The first import of a source has nothing to compare with."""
        if self._asks is None:
            self._asks = has_rows_without_id(session, self.workspace_id, self.source)
        if not self._asks:
            return Revision()
        comments, apart = [one.comment for one in batch], [one.told_apart for one in batch]
        return revise(session, self.workspace_id, comments, apart, self.reader.gave)

    def remember(self, found: Revision, accepted: Accepted) -> None:
        self.revised += found.revised
        self.doubtful += found.doubtful
        self.by_id = self.by_id | accepted.revised
        self.worded += len(accepted.worded)

    def notes(self) -> Iterator[Note]:
        # Of those that came later in the file each has its own row: they were no other score of this one.
        left = sum(not all(map(self.reader.gave, keys)) for keys in self.doubtful)
        if self.revised:
            yield note(NoteCode.REVISED_SCORES, comments=self.revised)
        if self.worded:
            yield note(NoteCode.WORDED, comments=self.worded)
        if many := len(self.by_id.comments):
            scores, segments = len(self.by_id.scores), len(self.by_id.segments)
            yield note(NoteCode.REVISED_KNOWN, comments=many, scores=scores, segments=segments)
        if left:
            yield note(NoteCode.MAYBE_REVISED, comments=left)
