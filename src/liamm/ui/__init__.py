"""The design system: components, base layouts, page(), form rendering, CSS and islands."""
