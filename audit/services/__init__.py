"""Online public services of an agency as things: inventory, levels, English, reach, and the lists that must be met."""
