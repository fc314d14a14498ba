/** @param {unknown} value */
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * RFC 7396: the document after the patch; neither argument is changed, untouched branches are shared.
 * @param {any} target
 * @param {any} patch
 */
export function mergePatch(target, patch) {
  if (!isObject(patch)) return patch;
  const result = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

/**
 * One view over several documents: objects are joined, anything else is taken from the later one.
 * @param {any[]} documents
 */
export function join(documents) {
  return documents.reduce(joinTwo, {});
}

function joinTwo(left, right) {
  if (!isObject(left) || !isObject(right)) return right === undefined ? left : right;
  const result = { ...left };
  for (const [name, value] of Object.entries(right)) {
    result[name] = name in result ? joinTwo(result[name], value) : value;
  }
  return result;
}
