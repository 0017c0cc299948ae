// Models apimachinery's pkg/api/validation/objectmeta.go and pkg/util/validation (v1.35).
import type { KubeMetadata, KubeObject } from '../../../preload/contract/objects.ts';
import type { FieldError } from './status.ts';

const SUBDOMAIN_PATTERN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
  `end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN_PATTERN}')`;
const LABEL_PATTERN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_TEXT =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
  `alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL_PATTERN}')`;
const LABEL_1035_PATTERN = '[a-z]([-a-z0-9]*[a-z0-9])?';
const LABEL_1035_TEXT =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and " +
  `end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035_PATTERN}')`;
const QUALIFIED_PATTERN = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const QUALIFIED_TEXT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
  `character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED_PATTERN}')`;
const VALUE_PATTERN = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
  `with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE_PATTERN}')`;

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const SUBDOMAIN = whole(SUBDOMAIN_PATTERN);
const LABEL = whole(LABEL_PATTERN);
const LABEL_1035 = whole(LABEL_1035_PATTERN);
const QUALIFIED = whole(QUALIFIED_PATTERN);
const VALUE = whole(VALUE_PATTERN);
const tooLong = (max: number) => `must be no more than ${String(max)} characters`;

/** What is wrong with a name as a DNS-1123 subdomain; empty when nothing is. */
export function subdomainFaults(name: string): string[] {
  return [...(name.length > 253 ? [tooLong(253)] : []), ...(SUBDOMAIN.test(name) ? [] : [SUBDOMAIN_TEXT])];
}

/** What is wrong with a name as a DNS-1123 label; empty when nothing is. */
export function labelFaults(name: string): string[] {
  const faults = name.length > 63 ? [tooLong(63)] : [];
  if (LABEL.test(name)) return faults;
  return [...faults, SUBDOMAIN.test(name) ? 'must not contain dots' : LABEL_TEXT];
}

/** What is wrong with a name as a DNS-1035 label; empty when nothing is. */
export function label1035Faults(name: string): string[] {
  return [...(name.length > 63 ? [tooLong(63)] : []), ...(LABEL_1035.test(name) ? [] : [LABEL_1035_TEXT])];
}

/** What is wrong with a label's value; empty when nothing is. */
export function labelValueFaults(value: string): string[] {
  return [...(value.length > 63 ? ['must be no more than 63 bytes'] : []), ...(VALUE.test(value) ? [] : [VALUE_TEXT])];
}

/** What is wrong with a label's or annotation's key: an optional DNS prefix, a slash, a name. Empty when nothing is. */
export function qualifiedNameFaults(key: string): string[] {
  const parts = key.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2)
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED_PATTERN}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const faults: string[] = [];
  if (second !== undefined) {
    if (first === '') faults.push('prefix part must be non-empty');
    else faults.push(...subdomainFaults(first).map((fault) => `prefix part ${fault}`));
  }
  const name = second ?? first;
  if (name === '') faults.push('name part must be non-empty');
  else if (name.length > 63) faults.push('name part must be no more than 63 bytes');
  if (!QUALIFIED.test(name)) faults.push(QUALIFIED_TEXT);
  return faults;
}

/** A fault as the API words it: the value in JSON, then what is wrong. */
export function invalidValue(field: string, value: unknown, fault: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${fault}` };
}

/** Checks the labels of an object or template at `path`. */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, path: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...qualifiedNameFaults(key).map((fault) => invalidValue(path, key, fault)),
    ...labelValueFaults(value).map((fault) => invalidValue(path, value, fault)),
  ]);
}

/** What is wrong with a name that only has to stand in a URL's path; empty when nothing is. */
export function pathSegmentFaults(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((illegal) => name.includes(illegal)).map((illegal) => `may not contain '${illegal}'`);
}

interface NamingRules {
  readonly namespaced: boolean;
  nameFaults?(name: string): readonly string[];
}

/** What is checked of a name after which more follows, so that a dash at its end is none. */
export const namePrefix = (name: string): string =>
  name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;

/** Checks an object's metadata, its name by the rule of its kind. */
export function validateMetadata(kind: NamingRules, object: KubeObject): FieldError[] {
  const { namespace = '', labels, annotations, finalizers, ownerReferences } = object.metadata ?? {};
  const errors = validateNames(kind, object.metadata ?? {});
  if (kind.namespaced && namespace === '') {
    errors.push({ field: 'metadata.namespace', reason: 'FieldValueRequired', message: 'Required value' });
  }
  errors.push(...validateLabels(labels, 'metadata.labels'));
  if (annotations) errors.push(...validateAnnotations(annotations));
  if (ownerReferences) errors.push(...validateOwners(ownerReferences));
  if (finalizers) errors.push(...validateFinalizers('metadata.finalizers', finalizers));
  return errors;
}

function validateNames(kind: NamingRules, { name = '', generateName = '' }: KubeMetadata): FieldError[] {
  const faultsOf = (text: string) => kind.nameFaults?.(text) ?? subdomainFaults(text);
  const errors: FieldError[] = [];
  if (generateName !== '') {
    errors.push(
      ...faultsOf(namePrefix(generateName)).map((fault) => invalidValue('metadata.generateName', generateName, fault)),
    );
  }
  if (name !== '') return [...errors, ...faultsOf(name).map((fault) => invalidValue('metadata.name', name, fault))];
  const message = 'Required value: name or generateName is required';
  return [...errors, { field: 'metadata.name', reason: 'FieldValueRequired', message }];
}

const ANNOTATION_BYTES_MAX = 256 * 1024;

/** Checks the annotations of an object or template. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>>,
  path = 'metadata.annotations',
): FieldError[] {
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    errors.push(...qualifiedNameFaults(key.toLowerCase()).map((fault) => invalidValue(path, key, fault)));
    bytes += key.length + value.length;
  }
  if (bytes <= ANNOTATION_BYTES_MAX) return errors;
  const message = `Too long: may not be more than ${String(ANNOTATION_BYTES_MAX)} bytes`;
  return [...errors, { field: path, reason: 'FieldValueTooLong', message }];
}

type Owners = NonNullable<KubeMetadata['ownerReferences']>;

function validateOwners(owners: Owners): FieldError[] {
  const field = 'metadata.ownerReferences';
  const errors = owners.flatMap((owner) => {
    const empty = (['kind', 'name', 'uid'] as const).filter((key) => !owner[key]);
    return [
      ...(owner.apiVersion ? [] : [invalidValue(`${field}.apiVersion`, '', 'version must not be empty')]),
      ...empty.map((key) => invalidValue(`${field}.${key}`, '', 'must not be empty')),
      ...(owner.apiVersion === 'v1' && owner.kind === 'Event'
        ? [invalidValue(field, inOrderOfFields(owner), '/v1, Kind=Event is disallowed from being an owner')]
        : []),
    ];
  });
  const [first, ...others] = owners.filter(({ controller }) => controller);
  const titleOf = ({ kind, name }: Owners[number]) => `${kind}/${name}`;
  for (const other of first ? others : []) {
    const fault = `Only one reference can have Controller set to true. Found "true" in references for ${first ? titleOf(first) : ''} and ${titleOf(other)}`;
    errors.push(invalidValue(field, owners.map(inOrderOfFields), fault));
  }
  return errors;
}

/** With its fields in the order in which the API prints them. */
function inOrderOfFields({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: Owners[number]): object {
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** Checks the names of finalizers, those at `field`. */
export function validateFinalizers(field: string, finalizers: readonly string[]): FieldError[] {
  const errors = finalizers.flatMap((finalizer) =>
    qualifiedNameFaults(finalizer).map((fault) => invalidValue(field, finalizer, fault)),
  );
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalidValue(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  for (const [index, finalizer] of finalizers.entries()) {
    if (finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer)) continue;
    const fault = 'name is neither a standard finalizer name nor is it fully qualified';
    errors.push(invalidValue(`${field}[${String(index)}]`, finalizer, fault));
  }
  return errors;
}

/** Checks what may not change in metadata; `next` is what a request wants. */
export function validateMetadataUpdate(next: KubeMetadata, previous: KubeMetadata): FieldError[] {
  const errors: FieldError[] = [];
  // Who writes a status hands the metadata back as they are.
  if (next === previous) return errors;
  for (const key of ['uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    const value = next[key];
    const kept = key === 'deletionTimestamp' && previous.deletionTimestamp !== undefined;
    if (value === undefined || value === '' || value === previous[key] || kept) continue;
    errors.push(invalidValue(`metadata.${key}`, value, 'field is immutable'));
  }
  if (previous.deletionTimestamp === undefined) return errors;
  const added = (next.finalizers ?? []).filter((finalizer) => !previous.finalizers?.includes(finalizer));
  if (added.length === 0) return errors;
  const list = added.map((finalizer) => JSON.stringify(finalizer)).join(', ');
  const why = 'no new finalizers can be added if the object is being deleted, found new finalizers';
  const message = `Forbidden: ${why} []string{${list}}`;
  return [...errors, { field: 'metadata.finalizers', reason: 'FieldValueForbidden', message }];
}
