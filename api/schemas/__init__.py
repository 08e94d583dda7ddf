"""What goes over the wire: shapes, limits and examples; no rules and no queries."""
