"""Judging what makes a function run by itself: a rule or a schedule, its target, its permission."""
