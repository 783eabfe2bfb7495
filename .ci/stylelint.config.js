export default {
  extends: "stylelint-config-standard",
  reportNeedlessDisables: true,
  rules: {
    // Blocks, parts and states are named as Material names its own: ps-block__part--state.
    "selector-class-pattern": null,
    "custom-property-pattern": null,
    // Long like the other half of a pair for light and dark.
    "color-hex-length": "long",
    // Fonts have names with capital letters.
    "value-keyword-case": ["lower", { ignoreKeywords: [/^[A-Z]/] }],
    // Older phones do not know `width <= 40rem`, and lose the whole layout with it.
    "media-feature-range-notation": "prefix",
    // Material's own sheet sets the prefixed mask, and only the prefixed clamp is known everywhere.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["mask", "line-clamp", "box-orient"] }],
    // Components come one after the other; the rule compares selectors that never meet on one element.
    "no-descending-specificity": null,
  },
};
