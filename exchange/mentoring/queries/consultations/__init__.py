"""What is shown of private consultations, and to whom."""
