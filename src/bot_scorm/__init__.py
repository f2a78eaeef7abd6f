"""Compiles plain-text curricula into packages for learning-management systems."""

__version__ = "0.1.0"
