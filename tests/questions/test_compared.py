"""Published statistics of others: asked for in words, ranked, judged, and never taken for what the documents print."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import pytest

from dscp_tui.questions.answer import Answer, run
from dscp_tui.warehouse.store import Warehouse

Ask = Callable[[str], Answer]
NEIGHBOURS = {
    "Rotherham": 19.6, "Barnsley": 25.5, "Wakefield": 18.5, "Telford and Wrekin": 15.8, "Tameside": 27.7,
    "North East Lincolnshire": 21.4, "Walsall": 19.7, "Stoke-on-Trent": 21.0, "Rochdale": 17.2, "North Lincolnshire": 14.0,
}  # fmt: skip
OWN = [23.7, 37.3, 27.7, 23.0, 27.1, 25.5, 27.0, 27.6, 25.4, 7.0, 25.2, 30.3, 29.4]


@pytest.mark.parametrize(
    ("question", "template", "indicator"),
    [
        ("re-referrals against neighbours", "neighbours", "re-referral-rate"),
        ("re-referrals vs statistical neighbours", "neighbours", "re-referral-rate"),
        ("which neighbours are better on 3+ placements", "neighbours", "short-term-placement-stability"),
        ("rank for ICPC timeliness", "rank", "initial-conference-timeliness"),
        ("published re-referral rate", "published", "re-referral-rate"),
        ("national statistics for re-referrals", "published", "re-referral-rate"),
        ("CLA rate since 2013 vs England", "published", "children-in-care-rate"),
        ("vacancy rate Rotherham Barnsley", "authorities", "vacancy-rate"),
    ],
)
def test_comparisons_are_asked_for_in_words(asked: Ask, question: str, template: str, indicator: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.template, answer.parameters["indicator"]) == ("answered", template, indicator)
    again = asked(answer.canonical)
    assert (again.template, again.parameters) == (template, answer.parameters)


def test_neighbours_stand_best_first_with_the_own_authority_marked(real: Warehouse) -> None:
    answer = run(real, real.template("neighbours"), {"indicator": "re-referral-rate"})
    values = [row["value"] for row in answer.rows]
    assert values == sorted(values)
    assert answer.rows[-1]["label"] == "▸ Doncaster (own)"
    found = {row["label"]: row["value"] for row in answer.rows if row["label"] in NEIGHBOURS}
    assert found == NEIGHBOURS
    expected = statistics.mean(NEIGHBOURS.values()), statistics.median(NEIGHBOURS.values())
    row = answer.rows[0]
    assert (row["mean"], row["median"]) == pytest.approx(expected, abs=0.051)
    assert (row["coverage"], row["neighbour_set"]) == ("all 10", "May 2025")
    assert "England: 22.6%" in answer.headline


def test_symbols_are_left_out_of_mean_and_rank_and_counted(real: Warehouse) -> None:
    answer = run(real, real.template("neighbours"), {"indicator": "long-protection-plans"})
    without = [row for row in answer.rows if row["symbol"]]
    assert without
    assert all(row["value"] is None for row in without)
    assert "[c]" in answer.rows[0]["coverage"]
    ranked = run(real, real.template("rank"), {"indicator": "long-protection-plans"})
    assert (ranked.rows[0]["place"], ranked.rows[0]["band"], ranked.rows[0]["symbol"]) == (None, None, "c")


@pytest.mark.parametrize(
    "indicator", ["re-referral-rate", "vacancy-rate", "short-term-placement-stability", "caseload-average"]
)
def test_rank_and_band_follow_the_rules(real: Warehouse, indicator: str) -> None:
    rows = run(real, real.template("neighbours"), {"indicator": indicator}).rows
    values = [r["value"] for r in rows if r["symbol"] is None and r["label"][0] not in "─┊║"]
    own = next(r["value"] for r in rows if r["label"] == "▸ Doncaster (own)")
    quartiles = statistics.quantiles(values, n=4, method="inclusive")
    expected = (1 + sum(value < own for value in values), len(values), "ABCD"[sum(own > cut for cut in quartiles)])
    answer = run(real, real.template("rank"), {"indicator": indicator})
    row = answer.rows[0]
    assert (row["place"], row["of"], row["band"]) == expected
    assert "the other authorities are not loaded" in answer.headline


def test_nothing_is_ranked_where_neither_way_is_better(real: Warehouse) -> None:
    answer = run(real, real.template("rank"), {"indicator": "children-in-care-rate"})
    assert (answer.rows[0]["place"], answer.rows[0]["band"]) == (None, None)
    assert "neither way is better" in answer.headline


def test_the_published_series_with_its_signals(real: Warehouse) -> None:
    answer = run(real, real.template("published"), {"indicator": "re-referral-rate"})
    assert [row["value"] for row in answer.rows if row["area"] == "Doncaster"] == OWN
    said = "\n".join(answer.caveats)
    assert "Signal or noise: mean 25.86%" in said
    assert "Variation: common cause" in said
    assert "below the lower limit: 2021/22" in said
    assert "? implausible: what is published for 2021/22" in said


def test_few_points_give_trial_limits_and_a_break_parts_the_series(real: Warehouse) -> None:
    answer = run(real, real.template("published"), {"indicator": "long-term-placement-stability"})
    said = "\n".join(answer.caveats)
    assert "trial limits: 5 points" in said
    assert "since the break in the series" in said
    assert "Assurance" not in said
    broken = [row["period_label"] for row in answer.rows if row["break_note"] and row["area"] == "Doncaster"]
    assert broken == ["31 March 2020"]


def test_limits_are_worked_out_for_each_stretch_and_end_at_the_break(real: Warehouse) -> None:
    bands = run(real, real.template("published"), {"indicator": "re-referral-rate"}).bands
    assert [(band.since.year, band.until.year, band.is_trial) for band in bands] == [(2013, 2025, False)]
    parted = run(real, real.template("published"), {"indicator": "long-term-placement-stability"})
    broken = next(row["period_end"] for row in parted.rows if row["break_note"] and row["area"] == "Doncaster")
    assert all(band.since >= broken or band.until < broken for band in parted.bands)


def test_another_areas_series_has_its_own_signals(asked: Ask) -> None:
    answer = asked("published re-referrals in Rotherham")
    said = "\n".join(answer.caveats)
    assert "Rotherham: Signal or noise: mean" in said
    assert "Rotherham: Variation:" in said
    assert "Assurance" not in said
    assert answer.bands


def test_each_published_series_says_its_release(real: Warehouse) -> None:
    answer = run(real, real.template("published"), {"indicator": "short-term-placement-stability"})
    assert answer.headline.endswith("adoptions 2024; Children looked after in England including adoptions 2023.")
    then = run(real, real.template("published"), {"indicator": "short-term-placement-stability", "as_of": "2024-01-01"})
    assert then.headline.endswith("Children looked after in England including adoptions 2023.")


def test_as_of_a_day_answers_with_what_had_been_published(real: Warehouse) -> None:
    thing = {"indicator": "short-term-placement-stability", "areas": ["Doncaster"]}
    then = run(real, real.template("published"), thing | {"as_of": "2024-01-01"}).rows
    now = run(real, real.template("published"), thing).rows
    values = [{row["period_label"]: row["value"] for row in rows} for rows in (then, now)]
    assert (values[0]["31 March 2023"], values[1]["31 March 2023"]) == (6, 9)
    assert not run(real, real.template("published"), thing | {"as_of": "2020-01-01"}).rows
    beside = run(real, real.template("neighbours"), {"indicator": thing["indicator"], "as_of": "2024-01-01"})
    assert beside.rows[0]["neighbour_set"] == "April 2021"


def test_an_area_that_is_not_loaded_is_refused_with_the_way_to_load_it(asked: Ask) -> None:
    answer = asked("Leeds re-referrals")
    assert (answer.outcome, answer.rows) == ("unknown", [])
    assert "Leeds" in answer.headline
    assert "dscp national load" in answer.headline


def test_the_documents_own_comparison_is_kept_for_its_time(asked: Ask) -> None:
    answer = asked("re-referrals against neighbours in 2015")
    assert {row["area"]: row["value"] for row in answer.rows} == {"Doncaster": 22, "Statistical neighbours": 25}


def test_the_best_quartile_lists_indicators(asked: Ask) -> None:
    answer = asked("best quartile")
    assert answer.template == "standings"
    assert [row["band"] for row in answer.rows if row["band"]] == sorted(
        row["band"] for row in answer.rows if row["band"]
    )
    assert "Staff turnover" in answer.headline


def test_a_doubted_figure_is_no_plain_success(real: Warehouse) -> None:
    rows = run(real, real.template("scorecard"), {}).rows
    doubted = {row["indicator"]: row["doubt"] for row in rows if row["doubt"]}
    assert "25.4%, 7.0%, 25.2%" in doubted["re-referral-rate"]
    assert "437 of 437" in str(real.query("SELECT reason FROM doubts WHERE measure = 'd3-subsequent-rate'").rows)


def test_what_is_only_published_is_reached_by_its_name_with_its_verdict(asked: Ask) -> None:
    answer = asked("child protection reviews in time 2023")
    own = next(row for row in answer.rows if row["area"] == "Doncaster")
    assert (own["value"], own["numerator"], own["denominator"]) == (0, 0, 219)
    assert any(
        line.startswith("? implausible: what is published for 31 March 2023 (0 of 219") for line in answer.caveats
    )
    trend = asked("child protection reviews in time trend")
    assert trend.template == "published"
    assert any("0 of 219" in line for line in trend.caveats)
    assert asked("reviews in time").parameters["indicator"] == "care-review-timeliness"
    assert asked("CP rate vs England").parameters["areas"] == ["Doncaster", "England"]


@pytest.mark.parametrize(
    "question", ["ICPC timeliness rank", "rank ICPC timeliness", "rank of ICPC timeliness", "quartile ICPC timeliness"]
)
def test_the_words_for_a_rank_may_stand_anywhere(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.template, answer.parameters["indicator"]) == ("rank", "initial-conference-timeliness")
    assert answer.question == question


def test_a_printed_rank_goes_before_a_published_one(asked: Ask) -> None:
    assert asked("care entrants rank").parameters["indicator"] == "care-entrants-regional-rank"


def test_an_authority_without_others_to_be_ranked_with_has_no_rank(asked: Ask) -> None:
    answer = asked("rank for ICPC timeliness Rotherham")
    assert answer.rows[0]["place"] is None
    assert "dscp national load" in answer.headline
