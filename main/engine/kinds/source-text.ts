// How `kubectl describe` writes where the bytes of a volume are: a type, then titles and values as Go prints them.

/** Whose volume it is: Secrets are referred to in different ways. */
export type SourceOwner = 'pod' | 'persistent-volume';

type Fields = readonly (readonly [title: string, value: string | number | boolean])[];

/** `Type`, then one line a field, title and value parted by a tab. */
export const sourceText = (type: string, fields: Fields): string[] => [
  `Type:\t${type}`,
  ...fields.map(([title, value]) => `${title}:\t${value}`),
];

/** A list as Go prints it. */
export const listText = (items: readonly (string | number)[] = []): string => `[${items.join(' ')}]`;

interface SecretReference {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}

/** A pointer to a reference as Go prints it: `&LocalObjectReference{Name:key,}`; `nil` without one. */
export function secretText(reference: SecretReference | undefined, owner: SourceOwner): string {
  if (!reference) return 'nil';
  const { name = '', namespace = '' } = reference;
  if (owner === 'pod') return `&LocalObjectReference{Name:${name},}`;
  return `&SecretReference{Name:${name},Namespace:${namespace},}`;
}
