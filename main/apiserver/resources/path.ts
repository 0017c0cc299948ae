// Models RequestInfo of apiserver's pkg/endpoints/request/requestinfo.go (v1.35): what the path of a request means.

export interface ResourcePath {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespace?: string | undefined;
  readonly resource: string;
  /** Undefined for all objects of a resource. */
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
  /** What follows the subresource, as below `proxy`. */
  readonly rest: readonly string[];
}

/** Parts of a Namespace itself, not resources in it. */
const NAMESPACE_PARTS = ['status', 'finalize'];

/** The object or collection at `path`; undefined where none can be. */
export function parsePath(path: string): ResourcePath | undefined {
  const parts = partsOf(path);
  const [root, ...below] = parts ?? [];
  if (root === 'api') return inVersion('', below);
  return root === 'apis' ? inVersion(below[0] ?? '', below.slice(1)) : undefined;
}

function inVersion(group: string, [version, ...parts]: readonly string[]): ResourcePath | undefined {
  if (version === undefined || parts.length === 0) return undefined;
  const [first, namespace, resource = ''] = parts;
  const isNamespaced = first === 'namespaces' && parts.length > 2 && !NAMESPACE_PARTS.includes(resource);
  const [plural = '', name, subresource, ...rest] = isNamespaced ? parts.slice(2) : parts;
  return { group, version, ...(isNamespaced && { namespace }), resource: plural, name, subresource, rest };
}

/** The parts between slashes, decoded; undefined when they cannot be. A slash at the end counts for nothing. */
function partsOf(path: string): readonly string[] | undefined {
  try {
    const parts = path.replace(/\/+$/, '').split('/').slice(1).map(decodeURIComponent);
    return parts.includes('') || parts.some((part) => part.includes('/')) ? undefined : parts;
  } catch {
    return undefined; // a per cent sign that begins nothing
  }
}

export const groupVersion = ({ group, version }: { readonly group: string; readonly version: string }): string =>
  group === '' ? version : `${group}/${version}`;
