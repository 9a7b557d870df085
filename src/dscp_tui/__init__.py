"""dscp: a safeguarding children partnership's performance figures, each with its receipt."""

__version__ = "0.1.0"
