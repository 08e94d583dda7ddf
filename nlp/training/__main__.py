"""`python -m nlp.training --data DIR --output DIR`: trains the bundled weights with one command."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from nlp.encoder import WEIGHTS, load_encoder
from nlp.training.further import begin
from nlp.training.refit import refit
from nlp.training.settings import Settings, gently, tiny
from nlp.training.train import train


def main() -> None:
    asked = argparse.ArgumentParser(description="Train Kikitori's weights.")
    asked.add_argument("--data", type=Path, required=True, help="folder with the training data")
    asked.add_argument("--output", type=Path, required=True, help="folder to write; must not hold weights")
    asked.add_argument("--start", type=Path, help="folder that keeps the encoder and the pre-trained network")
    asked.add_argument("--further", type=int, metavar="WORDS", help="go on from --weights, with so many words of text")
    asked.add_argument("--encoder", help="another encoder: only what depends on it is learnt again, from --weights")
    asked.add_argument("--weights", type=Path, default=WEIGHTS, help="what --encoder and --further start from")
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--tiny", action="store_true", help="a run of seconds, to see that it works")
    given = asked.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    settings = replace(tiny() if given.tiny else Settings(), threads=given.threads)
    if given.encoder:
        refit(given.data, given.weights, given.output, load_encoder(given.encoder), settings)
        return
    if given.further:
        start = given.start or given.output.with_name(f"{given.output.name}.start")
        begin(given.weights, start)
        train(given.data, given.output, gently(settings, given.further), start=start)
        return
    train(given.data, given.output, settings, start=given.start)


if __name__ == "__main__":
    main()
