"""The sub-word vocabulary of the static encoder: Unigram, many languages, half of the text Japanese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

_LONGEST_PIECE = 8  # repetitive text otherwise teaches whole phrases as one piece
UNKNOWN = "[UNK]"


def train_vocabulary(texts: Sequence[str] | Iterator[str], size: int) -> Tokenizer:
    """A tokenizer of about `size` pieces; NFKC and lower case are part of it."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(),
            pre_tokenizers.UnicodeScripts(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=size, special_tokens=[UNKNOWN], unk_token=UNKNOWN, max_piece_length=_LONGEST_PIECE,
        show_progress=False,
    )  # fmt: skip
    tokenizer.train_from_iterator(texts, trainer=trainer)
    return tokenizer
