// Models validateContainerResourceRequirements in pkg/apis/core/validation/validation.go (v1.35).
import type { Container } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import { compareText } from '../../api/order.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, notFound, required } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { canonicalQuantity } from '../quantities.ts';
import type { Written } from '../written.ts';

type Quantities = Readonly<Record<string, string>>;

const standardNames = ['cpu', 'memory', 'ephemeral-storage'];
const isHugePage = (name: string): boolean => name.startsWith('hugepages-');
/** Whether containers can have a resource of that name, which is not of somebody's own. */
export const isStandardResource = (name: string): boolean => standardNames.includes(name) || isHugePage(name);
const isExtended = (name: string): boolean => name.includes('/') && !name.includes('kubernetes.io/');
/** Extended resources and huge pages cannot be promised twice. */
/** Whether what is asked for is all that may be used. */
export const isIndivisible = (name: string): boolean => isExtended(name) || isHugePage(name);

/** The resources of a container, which may use the claims of its Pod. */
export function validateResources(
  path: string,
  resources: Written<Container>['resources'],
  claimNames: readonly string[] = [],
): FieldError[] {
  return [
    ...validateAmounts(path, resources ?? {}, validateResourceName),
    ...(resources?.claims ?? []).flatMap(({ name = '' }, index) =>
      validateClaim(`${path}.claims[${index}]`, name, claimNames),
    ),
  ];
}

type NameRule = (field: string, name: string) => FieldError[];

/** Limits and requests of a container or of a whole Pod, whose names keep to `validateName`. */
export function validateAmounts(
  path: string,
  { limits = {}, requests = {} }: NonNullable<Written<Container>['resources']>,
  validateName: NameRule,
): FieldError[] {
  const validate = (field: string, name: string, quantity = '') => [
    ...validateName(field, name),
    ...validateAmount(field, name, quantity),
  ];
  return [
    ...sortedKeys(limits).flatMap((name) => validate(`${path}.limits[${name}]`, name, limits[name])),
    ...sortedKeys(requests).flatMap((name) => [
      ...validate(`${path}.requests[${name}]`, name, requests[name]),
      ...validateRequest(path, name, requests, limits),
    ]),
    ...validateHugePages(path, Object.keys({ ...limits, ...requests })),
  ];
}

/** What a container uses must be a claim of its Pod. */
function validateClaim(field: string, name: string, claimNames: readonly string[]): FieldError[] {
  if (name === '') return [required(field)];
  if (claimNames.includes(name)) return [];
  const these = claimNames.length === 0 ? ' which is empty' : `: ${[...claimNames].sort(compareText).join(', ')}`;
  const { reason, message } = notFound(field, name);
  return [{ field, reason, message: `${message}: must be one of the names in pod.spec.resourceClaims${these}` }];
}

function validateHugePages(path: string, names: readonly string[]): FieldError[] {
  const alone = names.some(isHugePage) && !names.includes('cpu') && !names.includes('memory');
  return alone ? [forbidden(path, 'HugePages require cpu or memory')] : [];
}

function validateAmount(field: string, name: string, quantity: string): FieldError[] {
  const amount = parseQuantity(quantity);
  const errors: FieldError[] = [];
  if (amount < 0) errors.push(invalid(field, canonicalQuantity(quantity), 'must be greater than or equal to 0'));
  if (isExtended(name) && !Number.isInteger(amount)) {
    errors.push(invalid(field, canonicalQuantity(quantity), 'must be an integer'));
  }
  if (isHugePage(name) && amount % parseQuantity(name.slice('hugepages-'.length)) !== 0) {
    const text = canonicalQuantity(quantity);
    errors.push(invalid(field, text, `${text} is not positive integer multiple of ${name}`));
  }
  return errors;
}

/** The name of something that a container can use. */
export function validateResourceName(field: string, name: string): FieldError[] {
  const errors = invalidFor(field, name, qualifiedNameFaults(name));
  if (errors.length > 0 && !name.includes('/')) {
    return [...errors, invalid(field, name, 'must be a standard resource for containers')];
  }
  if (name.includes('/') || isStandardResource(name)) return errors;
  return [
    ...errors,
    ...invalidFor(field, name, [
      'must be a standard resource type or fully qualified',
      'must be a standard resource for containers',
    ]),
  ];
}

function validateRequest(path: string, name: string, requests: Quantities, limits: Quantities): FieldError[] {
  const request = requests[name] ?? '';
  const limit = limits[name];
  if (limit === undefined) {
    if (!isIndivisible(name)) return [];
    return [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const [asked, allowed] = [parseQuantity(request), parseQuantity(limit)];
  const text = canonicalQuantity(request);
  if (isIndivisible(name) && asked !== allowed) {
    return [invalid(`${path}.requests`, text, `must be equal to ${name} limit of ${canonicalQuantity(limit)}`)];
  }
  if (asked <= allowed) return [];
  return [
    invalid(`${path}.requests`, text, `must be less than or equal to ${name} limit of ${canonicalQuantity(limit)}`),
  ];
}
