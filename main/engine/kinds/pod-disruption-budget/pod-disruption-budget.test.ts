import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { podDisruptionBudgetKind } from './definition.ts';

const manifest = (rest: string) =>
  `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: quorum}, spec: {${rest}}}`;

test('is kept as it is written', () => {
  const server = new KindsServer();
  server.apply(manifest('maxUnavailable: "30%", selector: {matchLabels: {app: vote}}'));
  const budget = server.get('poddisruptionbudgets', 'quorum');
  expect(budget.status).toEqual({ currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 });
  const cells = podDisruptionBudgetKind.columns.map(({ cell }) => cell(budget, printContext(START)));
  expect(cells.slice(0, 4)).toEqual(['quorum', 'N/A', '30%', '0']);
  expect(podDisruptionBudgetKind.describe(budget, printContext(START))).toContain(
    'Max unavailable:  30%\nSelector:         app=vote\nStatus:\n    Allowed disruptions:  0\n',
  );
});

test.each([
  [
    'minAvailable: 1, maxUnavailable: 2',
    'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":2,"UnhealthyPodEvictionPolicy":null}: ' +
      'minAvailable and maxUnavailable cannot be both set',
  ],
  ['minAvailable: "200%"', 'spec.minAvailable: Invalid value: "200%": must not be greater than 100%'],
  [
    'minAvailable: 1, unhealthyPodEvictionPolicy: Maybe',
    'spec.unhealthyPodEvictionPolicy: Unsupported value: "Maybe": supported values: "AlwaysAllow", "IfHealthyBudget"',
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(manifest(rest))).toBe(`PodDisruptionBudget.policy "quorum" is invalid: ${message}`);
});
