// Models apimachinery's pkg/api/validation/objectmeta.go and pkg/util/validation (v1.35).
import type { KubeObject } from '../../../preload/contract/objects.ts';
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
  return [...(value.length > 63 ? [tooLong(63)] : []), ...(VALUE.test(value) ? [] : [VALUE_TEXT])];
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
  else if (name.length > 63) faults.push('name part must be no more than 63 characters');
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

interface NamingRules {
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Checks an object's metadata, its name by the rule of its kind. */
export function validateMetadata(kind: NamingRules, object: KubeObject): FieldError[] {
  const { name = '', namespace = '', generateName = '', labels, annotations, ownerReferences } = object.metadata ?? {};
  const errors: FieldError[] = [];
  if (name === '' && generateName === '') {
    errors.push({
      field: 'metadata.name',
      reason: 'FieldValueRequired',
      message: 'Required value: name or generateName is required',
    });
  } else {
    errors.push(...nameFaults(kind.kind, name).map((fault) => invalidValue('metadata.name', name, fault)));
  }
  if (kind.namespaced && namespace === '') {
    errors.push({ field: 'metadata.namespace', reason: 'FieldValueRequired', message: 'Required value' });
  }
  errors.push(...validateLabels(labels, 'metadata.labels'));
  for (const key of Object.keys(annotations ?? {})) {
    errors.push(
      ...qualifiedNameFaults(key.toLowerCase()).map((fault) => invalidValue('metadata.annotations', key, fault)),
    );
  }
  for (const reference of ownerReferences ?? []) {
    if (reference.uid === '') errors.push(invalidValue('metadata.ownerReferences.uid', '', 'must not be empty'));
  }
  return errors;
}

function nameFaults(kind: string, name: string): string[] {
  if (kind === 'Service') return label1035Faults(name);
  return kind === 'Namespace' ? labelFaults(name) : subdomainFaults(name);
}
