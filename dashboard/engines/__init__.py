"""Engines past one machine: where the record may lie and the marts be worked out."""
