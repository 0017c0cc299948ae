// Models the environment of rules in apiserver's pkg/cel/environment and pkg/cel/library (v1.35): the functions that
// Kubernetes adds to those of CEL. Of its libraries there are those for lists, texts, expressions, sets, addresses and
// quantities.
import { Environment } from '@marcbachmann/cel-js';
import { parseQuantity } from '../../../api/quantity.ts';
import { parseCidr, parseIpv4 } from '../../value-rules.ts';
import { goPattern } from '../schema/go-pattern.ts';
import { isIpv6 } from '../schema/formats.ts';
import { CelQuantity } from './cel-quantity.ts';
import { CelSets } from './cel-sets.ts';
import { charAt, formatted, largest, positionOf, smallest, sorted, sumOf } from './list-functions.ts';

/** What every rule may call; rules get their own copies with the names of what they look at. */
export const environment = new Environment({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
})
  .registerFunction('list.isSorted(): bool', sorted)
  .registerFunction('list.sum(): dyn', sumOf)
  .registerFunction('list.min(): dyn', smallest)
  .registerFunction('list.max(): dyn', largest)
  .registerFunction('list.indexOf(dyn): int', (list: unknown[], item: unknown) => positionOf(list, item))
  .registerFunction('list.lastIndexOf(dyn): int', (list: unknown[], item: unknown) => positionOf(list, item, 'last'))
  .registerFunction('string.charAt(int): string', charAt)
  .registerFunction('string.replace(string, string): string', (text: string, old: string, by: string) =>
    text.replaceAll(old, () => by),
  )
  .registerFunction('string.reverse(): string', (text: string) => Array.from(text).reverse().join(''))
  .registerFunction('string.format(list): string', formatted)
  .registerFunction(
    'string.find(string): string',
    (text: string, pattern: string) => goPattern(pattern)?.exec(text)?.[0] ?? '',
  )
  .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
    [...text.matchAll(new RegExp(goPattern(pattern) ?? /(?!)/, 'gu'))].map(([found]) => found),
  )
  .registerFunction('isIP(string): bool', (text: string) => parseIpv4(text) !== undefined || isIpv6(text))
  .registerFunction('isCIDR(string): bool', (text: string) => parseCidr(text) !== undefined)
  .registerFunction('isURL(string): bool', (text: string) => /^([a-z][a-z0-9+.-]*:\/\/[^\s/?#]+\S*|\/\S*)$/i.test(text))
  .registerFunction('isQuantity(string): bool', (text: string) => !Number.isNaN(parseQuantity(text)))
  .registerType('kubernetes.Quantity', CelQuantity)
  .registerFunction('quantity(string): kubernetes.Quantity', (text: string) => CelQuantity.of(text))
  .registerFunction('kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool', (a: CelQuantity, b: CelQuantity) =>
    a.isMoreThan(b),
  )
  .registerFunction('kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool', (a: CelQuantity, b: CelQuantity) =>
    b.isMoreThan(a),
  )
  .registerFunction('kubernetes.Quantity.compareTo(kubernetes.Quantity): int', (a: CelQuantity, b: CelQuantity) =>
    BigInt(Math.sign(a.amount - b.amount)),
  )
  .registerFunction('kubernetes.Quantity.sign(): int', (a: CelQuantity) => BigInt(Math.sign(a.amount)))
  .registerFunction('kubernetes.Quantity.asInteger(): int', (a: CelQuantity) => BigInt(Math.trunc(a.amount)))
  .registerFunction('kubernetes.Quantity.isInteger(): bool', (a: CelQuantity) => Number.isInteger(a.amount))
  .registerFunction(
    'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity',
    (a: CelQuantity, b: CelQuantity) => a.plus(b.amount),
  )
  .registerFunction(
    'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity',
    (a: CelQuantity, b: CelQuantity) => a.plus(-b.amount),
  )
  .registerType('kubernetes.Sets', CelSets)
  .registerConstant('sets', 'kubernetes.Sets', new CelSets())
  .registerFunction('kubernetes.Sets.contains(list, list): bool', (sets: CelSets, a: unknown[], b: unknown[]) =>
    sets.contains(a, b),
  )
  .registerFunction(
    'kubernetes.Sets.equivalent(list, list): bool',
    (sets: CelSets, a: unknown[], b: unknown[]) => sets.contains(a, b) && sets.contains(b, a),
  )
  .registerFunction('kubernetes.Sets.intersects(list, list): bool', (sets: CelSets, a: unknown[], b: unknown[]) =>
    sets.intersects(a, b),
  );
