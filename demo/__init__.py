"""The demonstration: one autumn of a government, played through the product's own services."""
