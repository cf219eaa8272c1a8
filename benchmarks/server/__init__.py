"""A tenant that answers as fast as one thread can; it shares no code with the product or its simulator."""
