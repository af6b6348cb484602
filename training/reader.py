"""Trains the reader on the training split and tells how it does on the validation split.

    python -m training.reader TRAIN.jsonl VALIDATION.jsonl [--epochs N] [--states FOLDER]    (rows of `training.candidates`)
        -> assistant/models/reader.npz

First it learns from questions of general knowledge (`training.general`, in FOLDER), then from our own. A question's statements
and "none of them" share one softmax: where the newsletters do not answer, "none" is right. What the linear model of
`training.choosing` says of a statement is added, so that the reader learns what that lacks. States of the lower layers are worked
out once and kept in FOLDER. The epoch that does best on the validation split is kept.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from assistant.answers.choosing import Chooser
from assistant.joint_reader import JointNetwork, LowerStates, load_lower, matches, pairs_of
from assistant.reader import READER_FILE
from assistant.settings import default_cache
from training.choosing import fit, likeliest, matrix, read_rows, with_frames
from training.general import read_general

_RATE, _OWN_RATE, _DECAY, _DROPOUT, _BATCH = 1e-3, 5e-4, 0.1, 0.25, 16
_GENERAL_EPOCHS, _HELD_OUT = 2, 500
_KEPT_OF_MEAN = 0.99
_SURE_NEGATIVES = 4  # the likeliest of those that do not answer are in every epoch, of the others half


@dataclass(frozen=True)
class Example:
    """A question with its likeliest statements, those that answer first (`answers` of them), and what is added to each score."""

    question: NDArray[np.float32]
    lines: list[NDArray[np.float16]]
    matched: list[tuple[NDArray[np.float32], NDArray[np.float32]]]
    added: NDArray[np.float32]
    answers: int


def examples(
    rows: Sequence[dict[str, Any]], chooser: Chooser, lower: LowerStates, states: dict[str, Any]
) -> list[Example]:
    """The rows that can be learned from, in order."""
    found = []
    for row in rows:
        if not row["statements"]:
            continue
        scores = chooser.scores(matrix(row))
        answers, others = likeliest(row, scores.tolist())
        if row["answerable"] and not answers:
            continue  # what answers was not found: nothing to be learned of reading
        places = answers + others
        texts = [row["statements"][place]["line"] for place in places]
        asked = lower.question_words(row["question"])
        matched = [matches(asked, lower.line_words(text)) for text in texts]
        question, lines = states[f"? {row['question']}"].astype(np.float32), [states[text] for text in texts]
        found.append(Example(question, lines, matched, scores[places].astype(np.float32), len(answers)))
    return found


def lower_states(rows: Sequence[dict[str, Any]], chooser: Chooser, lower: LowerStates, path: Path) -> dict[str, Any]:
    """Text -> float16 (tokens, width) of the questions ("? ...") and the likeliest statements; kept at `path`."""
    states: dict[str, Any] = pickle.loads(path.read_bytes()) if path.is_file() else {}
    for row in rows:
        name = f"? {row['question']}"
        if name not in states:
            states[name] = lower.question(row["question"]).astype(np.float16)
        if row["statements"]:
            answers, others = likeliest(row, chooser.scores(matrix(row)).tolist())
            lines = (row["statements"][place]["line"] for place in answers + others)
            new = [line for line in lines if line not in states]
            states |= dict(zip(new, (one.astype(np.float16) for one in lower.lines(new)), strict=True))
    path.write_bytes(pickle.dumps(states))
    return states


def scores_of(network: JointNetwork, example: Example, places: Sequence[int]) -> Tensor:
    """Scores (n,) of some of an example's statements."""
    lines = [example.lines[place].astype(np.float32) for place in places]
    read: Tensor = network(pairs_of(example.question, lines, [example.matched[place] for place in places]))
    return read + torch.from_numpy(example.added[list(places)])


def loss_of(scores: Tensor, answers: int) -> Tensor:
    """Cross-entropy with "none" at zero, and half of the binary one, which makes the scores logits."""
    chances = torch.log_softmax(torch.cat([scores.new_zeros(1), scores]), 0)
    right = chances[1 : 1 + answers]
    ranked = -(right.mean() + torch.logsumexp(right, 0)) / 2 if answers else -chances[0]
    targets = torch.zeros(len(scores))
    targets[:answers] = 1
    return ranked + nn.functional.binary_cross_entropy_with_logits(scores, targets) / 2


def train_epoch(
    network: JointNetwork,
    averaged: AveragedModel,
    optimiser: Any,
    data: Sequence[Example],
    rates: Sequence[float],
    seed: int,
) -> float:
    """One pass over the data in a mixed order; the mean loss."""
    order = np.random.default_rng(seed)
    mixed = order.permutation(len(data))
    total = 0.0
    network.train()
    for start, rate in zip(range(0, len(mixed), _BATCH), rates, strict=True):
        batch = [data[place] for place in mixed[start : start + _BATCH]]
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss = torch.zeros(())
        for example in batch:
            sure = example.answers + _SURE_NEGATIVES
            places = [p for p in range(len(example.lines)) if p < sure or order.random() < 0.5]
            loss = loss + loss_of(scores_of(network, example, places), example.answers)
        optimiser.zero_grad()
        (loss / len(batch)).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        averaged.update_parameters(network)
        total += float(loss.detach())
    return total / len(data)


@torch.no_grad()
def measure(network: JointNetwork, data: Sequence[Example]) -> dict[str, float]:
    """How often the best statement answers; how many answers are given and refused at the best limit; and both together."""
    network.train(False)
    answered, refused = [], []
    for example in data:
        scores = scores_of(network, example, range(len(example.lines))).numpy()
        if example.answers:
            answered.append((float(scores.max()), int(scores.argmax()) < example.answers))
        else:
            refused.append(float(scores.max()))
    best, hit, low = (np.array(one) for one in (*zip(*answered, strict=True), refused))
    limits = np.linspace(-4, 4, 65)
    limit = max(limits, key=lambda one: ((best > one) & hit).sum() + (low <= one).sum())
    right = ((best > limit) & hit).sum() + (low <= limit).sum()
    return {
        "best right": float(hit.mean()),
        "limit": float(limit),
        "given": float((best > limit).mean()),
        "refused": float((low <= limit).mean()),
        "right": float(right / len(data)),
    }


def train(
    network: JointNetwork, data: Sequence[Example], epochs: int, rate: float
) -> Iterator[tuple[float, JointNetwork]]:
    """Train in place; yields after each epoch its mean loss and the mean of the weights of the last steps."""
    average: Any = get_ema_multi_avg_fn(_KEPT_OF_MEAN)  # type: ignore[no-untyped-call]
    averaged = AveragedModel(network, multi_avg_fn=average)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=_DECAY)
    steps = -(-len(data) // _BATCH)
    total = steps * epochs
    rates = [rate * min(1, (step + 1) / 50) * max(0.05, 1 - step / total) for step in range(total)]
    for epoch in range(epochs):
        loss = train_epoch(network, averaged, optimiser, data, rates[epoch * steps : (epoch + 1) * steps], epoch)
        mean: Any = averaged.module
        yield loss, mean


def told(epoch: int, loss: float, measured: dict[str, float]) -> str:
    """One line for a log."""
    figures = " ".join(f"{name} {value:.3f}" for name, value in measured.items())
    return f"{datetime.now():%H:%M} epoch {epoch} loss {loss:.3f} {figures}"


def general_network(lower: LowerStates, folder: Path) -> JointNetwork:
    """The network that has read general knowledge; kept in `folder` at its end, so that it is made once."""
    network, kept = JointNetwork(lower.width, _DROPOUT), folder / "general-network.pt"
    if kept.is_file():
        network.load_state_dict(torch.load(kept, weights_only=True))
        return network
    data = [Example(*row) for row in read_general(folder, lower)]
    tokens = np.concatenate([line for one in data[::20] for line in one.lines]).astype(np.float32)
    network.mean.copy_(torch.from_numpy(tokens.mean(0)))
    network.scale.copy_(torch.from_numpy(tokens.std(0)))
    for epoch, (loss, mean) in enumerate(train(network, data[_HELD_OUT:], _GENERAL_EPOCHS, _RATE)):
        print(told(epoch, loss, measure(mean, data[:_HELD_OUT])), flush=True)
        last = mean.state_dict()
    network.load_state_dict(last)
    torch.save(last, kept)
    return network


def main() -> None:
    """Train and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--states", type=Path, default=default_cache())
    options = parser.parse_args()
    torch.manual_seed(0)
    lower = load_lower(default_cache())
    network = general_network(lower, options.states)
    rows, checked = (
        with_frames(read_rows(options.train), lower, seen=True),
        with_frames(read_rows(options.validation), lower, seen=False),
    )
    chooser = fit(rows)
    states = lower_states([*rows, *checked], chooser, lower, options.states / "reader-states.pkl")
    own, validation = examples(rows, chooser, lower, states), examples(checked, chooser, lower, states)
    best = 0.0
    for epoch, (loss, mean) in enumerate(train(network, own, options.epochs, _OWN_RATE)):
        measured = measure(mean, validation)
        print(told(epoch, loss, measured), flush=True)
        if measured["right"] > best:
            best = measured["right"]
            np.savez_compressed(READER_FILE, **{n: v.numpy().astype(np.float16) for n, v in mean.state_dict().items()})


if __name__ == "__main__":
    main()
