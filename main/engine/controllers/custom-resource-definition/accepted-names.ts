// Models calculateNamesAndConditions in staging/src/k8s.io/apiextensions-apiserver/pkg/controller/status/
// naming_controller.go (v1.35): which of its names a definition gets, since those of one group must differ.
import type { CustomResourceDefinition, CustomResourceDefinitionNames } from '../../api/generated/types.ts';

type Definition = CustomResourceDefinition;
type Names = CustomResourceDefinitionNames;

export interface Accepted {
  readonly names: Names;
  /** The last name that somebody else has, if there is one. */
  readonly conflict: { readonly reason: string; readonly message: string } | undefined;
}

/** What can be accepted of the names of a definition beside what the others have already. */
export function acceptedNames(definition: Definition, others: Iterable<Definition>): Accepted {
  const { names: wanted, group } = definition.spec;
  const taken = [...others].filter(
    ({ spec, metadata }) => spec.group === group && metadata?.name !== definition.metadata?.name,
  );
  const resources = new Set(taken.flatMap(({ status }) => resourceNames(status?.acceptedNames)));
  const kinds = new Set(taken.flatMap(({ status }) => kindNames(status?.acceptedNames)));
  const present = definition.status?.acceptedNames ?? none;
  const faults = faultsOf(wanted, resources, kinds);
  const [last] = faults.slice(-1);
  if (!last) return { names: wanted, conflict: undefined };
  const refused = Object.fromEntries(faults.map(({ field }) => [field, present[field]]));
  return { names: { ...wanted, ...refused }, conflict: { reason: last.reason, message: last.message } };
}

interface Fault {
  readonly field: 'plural' | 'singular' | 'shortNames' | 'kind' | 'listKind';
  readonly reason: string;
  readonly message: string;
}

function faultsOf(wanted: Names, resources: ReadonlySet<string>, kinds: ReadonlySet<string>): Fault[] {
  const inUse = (name: string) => `"${name}" is already in use`;
  const check = (
    field: Fault['field'],
    reason: string,
    names: readonly string[],
    taken: ReadonlySet<string>,
  ): Fault[] => {
    const clashes = names.filter((name) => name !== '' && taken.has(name));
    return clashes.length === 0 ? [] : [{ field, reason, message: clashes.map(inUse).join(', ') }];
  };
  const { plural, singular = '', shortNames = [], kind, listKind = '' } = wanted;
  return [
    ...check('plural', 'PluralConflict', [plural], resources),
    ...check('singular', 'SingularConflict', [singular], resources),
    ...check('shortNames', 'ShortNamesConflict', shortNames, resources),
    ...check('kind', 'KindConflict', [kind], kinds),
    ...check('listKind', 'ListKindConflict', [listKind], kinds),
  ];
}

const none: Names = { kind: '', plural: '' };

function resourceNames({ plural, singular = '', shortNames = [] }: Names = none): string[] {
  return [plural, singular, ...shortNames];
}

const kindNames = ({ kind, listKind = '' }: Names = none): string[] => [kind, listKind];
