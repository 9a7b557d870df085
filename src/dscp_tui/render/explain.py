"""How an answer came about: words, template, parameters, SQL."""

from __future__ import annotations

from dscp_tui.questions.answer import Answer


def explanation(answer: Answer) -> str:
    """Each word and what it was taken for, then the template with its bound values and its SQL."""
    lines = ["How this was understood:"]
    lines += [f"  “{one['words']}” as {one['as']}: {one['value']}" for one in answer.understood] or ["  nothing was"]
    lines += [f"  assumed {assumed}" for assumed in answer.assumed]
    if answer.template:
        lines.append(f"Template {answer.template}:")
        lines += [f"  ${name} = {value!r}" for name, value in answer.parameters.items()]
        lines += [f"  {line}" for line in answer.sql.splitlines()]
    return "\n".join(lines)
