/** Django's JavaScript catalogue when the page loaded it; the Vietnamese source otherwise. */
const catalogue = () => globalThis.django ?? {};

export const gettext = (text) => catalogue().gettext?.(text) ?? text;

export const ngettext = (one, many, count) =>
  catalogue().ngettext?.(one, many, count) ?? (count === 1 ? one : many);

/** "%s" in order, or "%(name)s" from an object. */
export function interpolate(text, values) {
  if (Array.isArray(values)) {
    let at = 0;
    return text.replace(/%s/g, () => String(values[at++]));
  }
  return text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
}
