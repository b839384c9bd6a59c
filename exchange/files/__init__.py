"""Pictures and documents that people send: kept under names of ours, read by whom they are for."""
