// Models the environment of rules in apiserver's pkg/cel/environment and pkg/cel/library (v1.35): the functions that
// Kubernetes adds to those of CEL: its libraries for lists, texts, expressions, sets, URLs, versions, quantities, IP
// addresses and their ranges, and formats.
import { Environment } from '@marcbachmann/cel-js';
import { parseQuantity } from '../../../api/quantity.ts';
import { goPattern } from '../schema/go-pattern.ts';
import { addAddresses } from './address-functions.ts';
import { addFormats } from './format-functions.ts';
import { CelQuantity } from './cel-quantity.ts';
import { CelSemver } from './cel-semver.ts';
import { CelSets } from './cel-sets.ts';
import { CelUrl } from './cel-url.ts';
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
  .registerType('kubernetes.URL', CelUrl)
  .registerFunction('isURL(string): bool', (text: string) => CelUrl.parse(text) !== undefined)
  .registerFunction('url(string): kubernetes.URL', (text: string) => CelUrl.of(text))
  .registerFunction('kubernetes.URL.getScheme(): string', ({ scheme }: CelUrl) => scheme)
  .registerFunction('kubernetes.URL.getHost(): string', ({ host }: CelUrl) => host)
  .registerFunction('kubernetes.URL.getHostname(): string', (url: CelUrl) => url.hostname())
  .registerFunction('kubernetes.URL.getPort(): string', (url: CelUrl) => url.port())
  .registerFunction('kubernetes.URL.getEscapedPath(): string', ({ path }: CelUrl) => path)
  .registerFunction('kubernetes.URL.getQuery(): map<string, list<string>>', (url: CelUrl) => url.queryValues())
  .registerType('kubernetes.Semver', CelSemver)
  .registerFunction('isSemver(string): bool', (text: string) => CelSemver.parse(text) !== undefined)
  .registerFunction('semver(string): kubernetes.Semver', (text: string) => CelSemver.of(text))
  .registerFunction('kubernetes.Semver.isGreaterThan(kubernetes.Semver): bool', (a: CelSemver, b: CelSemver) => {
    return a.compare(b) > 0;
  })
  .registerFunction('kubernetes.Semver.isLessThan(kubernetes.Semver): bool', (a: CelSemver, b: CelSemver) => {
    return a.compare(b) < 0;
  })
  .registerFunction('kubernetes.Semver.compareTo(kubernetes.Semver): int', (a: CelSemver, b: CelSemver) =>
    BigInt(Math.sign(a.compare(b))),
  )
  .registerOperator('kubernetes.Semver == kubernetes.Semver', (a: CelSemver, b: CelSemver) => a.compare(b) === 0)
  .registerFunction('kubernetes.Semver.major(): int', ({ numbers }: CelSemver) => numbers[0] ?? 0n)
  .registerFunction('kubernetes.Semver.minor(): int', ({ numbers }: CelSemver) => numbers[1] ?? 0n)
  .registerFunction('kubernetes.Semver.patch(): int', ({ numbers }: CelSemver) => numbers[2] ?? 0n)
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
  .registerOperator('kubernetes.Quantity == kubernetes.Quantity', (a: CelQuantity, b: CelQuantity) => {
    return a.amount === b.amount;
  })
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

addAddresses(environment);
addFormats(environment);
