"""Files to configuration: strict YAML, layers, placeholders, rules."""
