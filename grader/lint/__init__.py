"""What an author's challenge lacks, and whether its verdicts are right."""
