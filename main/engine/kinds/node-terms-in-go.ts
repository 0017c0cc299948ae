// Terms that select nodes as they are inside the API server, which its messages show: with Go's names in Go's order.
import type { NodeSelectorTerm } from '../api/generated/types.ts';
import type { Written } from './written.ts';

type Term = Written<NodeSelectorTerm>;

export const termsInGo = (terms: readonly Term[]): object[] => terms.map(termInGo);

export const termInGo = ({ matchExpressions, matchFields }: Term): object => ({
  MatchExpressions: requirementsInGo(matchExpressions),
  MatchFields: requirementsInGo(matchFields),
});

const requirementsInGo = (requirements: Term['matchExpressions']): object[] | null =>
  requirements?.map(({ key = '', operator = '', values }) => ({
    Key: key,
    Operator: operator,
    Values: values ?? null,
  })) ?? null;
