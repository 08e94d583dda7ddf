"""The word vectors that the installed ja_ginza package carries (chiVe by Works Applications, Apache-2.0)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nlp.lexicon import Lexicon, pack


def chive() -> Lexicon:
    """480,000 words on 20,000 vectors of 300 dimensions, in 8 bits."""
    import ja_ginza
    from spacy.vocab import Vocab

    folder = next(path for path in Path(ja_ginza.__file__).parent.iterdir() if path.name.startswith("ja_ginza-"))
    vocabulary = Vocab().from_disk(folder / "vocab")
    keys = vocabulary.vectors.key2row
    words = [vocabulary.strings[key] for key in keys]
    rows = np.fromiter(keys.values(), dtype=np.int64, count=len(keys))
    return pack(words, rows, np.asarray(vocabulary.vectors.data, dtype=np.float32))
