"""What is looked at of every record: the issue's table, with what must be reached, and measures that only inform."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.tasks import SIGNALS


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the README's table: a measure of a data set, what it must reach and what we aim at.

    `must` 0: nothing has to be reached, the figure informs.
    """

    dataset: str
    measure: str
    title: str
    must: float = 0.0
    aim: float = 0.0
    lower_is_better: bool = False

    def met(self, value: float) -> bool:
        return value <= self.must if self.lower_is_better else value >= self.must


TARGETS: tuple[Target, ...] = (
    Target("jrte_pn", "macro_f1", "Japanese hotel review sentences (jrte_pn), macro-F1", 0.75, 0.82),
    Target("jrte_pn", "negative_recall", "the same, recall of negative", 0.70, 0.80),
    Target("amazon_ja_pos_neg", "accuracy", "Japanese product reviews, positive or negative, accuracy", 0.89, 0.94),
    Target("amazon_ja", "macro_f1", "Japanese product reviews, three classes, macro-F1", 0.63, 0.70),
    Target("feedback_ja", "macro_f1", "held-back Japanese comments, four classes, macro-F1", 0.74, 0.86),
    Target("probes_ja", "accuracy", "minimal pairs, 24 kinds, sentences read right", 0.75, 0.90),
    Target("feedback_ja_quotes", "touchpoint_accuracy", "touchpoint of a quote, accuracy", 0.65, 0.80),
    Target("feedback_ja_quotes", "pain_point_accuracy", "pain point of a quote, accuracy", 0.58, 0.75),
    Target("feedback_ja_intents", "micro_f1", "intents, micro-F1", 0.80, 0.88),
    Target("feedback_ja_urgency", "recall_at_precision_85", "urgency 2 or 3, recall at 85 % precision", 0.65, 0.80),
    Target("umsab", "mean_macro_f1", "tweets in 8 languages (UMSAB dev), zero-shot, mean macro-F1", 0.52, 0.60),
    *(
        Target(name, "calibration_error", f"calibration error, {title}", 0.06, 0.03, lower_is_better=True)
        for name, title in (
            ("feedback_ja", "Japanese comments"),
            ("jrte_pn", "Japanese hotel reviews"),
            ("amazon_ja", "Japanese product reviews"),
            ("us_airline", "English (tweets to airlines)"),
            ("germeval2017", "German (railway feedback)"),
            ("chinese_reviews", "Chinese reviews (no middle in the set)"),
        )
    ),
    Target("probes_ja", "calibration_error", "calibration error, minimal pairs (written to be hard)"),
    Target("feedback_all", "calibration_error", "calibration error, comments in 12 languages at once"),
    Target("umsab", "calibration_error", "calibration error, tweets in 8 languages at once (324 rows each)"),
    Target("feedback_all", "mean_macro_f1", "held-back comments in 12 languages, four classes, mean macro-F1"),
    Target("feedback_ja_signals", "micro_f1", "signals in Japanese comments, micro-F1 of eight"),
    *(Target("feedback_ja_signals", f"f1_{code}", f"signal {code}, F1 (rows that have it)") for code in SIGNALS),
    Target("feedback_all_signals", "micro_f1", "signals in 12 languages, micro-F1 of eight"),
    Target("irony", "recall_irony_flag", "irony flag on complaints with a good word, recall of the ironical"),
    Target("irony", "precision_irony_flag", "the same, precision (rows flagged)"),
    Target("probes_ja", "recall_irony_flag", "irony flag, recall on the ironic half of its probes"),
    Target("probes_ja", "precision_irony_flag", "the same, precision (rows flagged)"),
    Target("probes_ja", "irony_flag_elsewhere", "the same, share of all other probes flagged", lower_is_better=True),
    Target("app_review_types", "f1_request", "app reviews: feature request as intent request, F1"),
    Target("app_review_types", "f1_defect", "app reviews: bug report as pain point defect, F1"),
    Target("telecom_urgency", "average_precision", "machine-written complaints, high urgency, average precision"),
    Target("telecom_urgency", "recall_at_precision_85", "the same, recall at 85 % precision"),
    Target("jsts", "pearson", "likeness of two sentences by their vectors (JSTS valid), Pearson's r"),
    Target("jsts", "spearman", "the same, Spearman's rho"),
    Target("jsick", "pearson", "likeness of two sentences by their vectors (JSICK dev), Pearson's r"),
    Target("jsick", "spearman", "the same, Spearman's rho"),
)
FIT_TARGETS: tuple[Target, ...] = (
    Target("umsab", "mean_macro_f1", "tweets in 8 languages (UMSAB), mean macro-F1", 0.57, 0.65),
    Target("nhs_phase1", "theme_accuracy", "NHS comments with their question, theme, accuracy", 0.74, 0.78),
    Target("nhs_phase1", "theme_accuracy_text_alone", "the same, from the text alone", 0.74, 0.78),
    Target("nhs_phase1", "criticality_r", "NHS comments with their question, criticality, r", 0.74, 0.80),
    Target("nhs_phase1", "criticality_r_text_alone", "the same, from the text alone", 0.74, 0.80),
    Target("banking77", "accuracy_5_folds", "BANKING77, 77 intents, accuracy"),
    Target("clinc150", "accuracy", "CLINC150, 150 intents in scope, accuracy"),
)
SPEED_TARGETS: tuple[Target, ...] = (
    Target("own_comments_ja", "comments_per_second_two_processes", "full reading in batch, comments/s", 1500, 5000),
    Target("own_comments_ja", "processor_ms_per_comment", "the same, processor ms a comment"),
    Target("own_comments_ja", "one_comment_p50_ms", "one comment, p50, ms", 5, 2, lower_is_better=True),
    Target("own_comments_ja", "one_comment_processor_p50_ms", "the same, processor ms"),
    Target("own_comments_ja", "characters_per_comment", "characters of a comment"),
)
