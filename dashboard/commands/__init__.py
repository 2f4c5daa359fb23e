"""What the command `sightline` does, one file a family; `dashboard.cli` only names them."""
