// "In the window: three nodes, their Pods, Services, and traffic."
import { expect, test } from '../harness/app.ts';

test('the window opens on the running tutorial cluster', async ({ ui }) => {
  await expect(ui.outline.all('node', { condition: 'ready' })).toHaveCount(3);
  const nodes = await ui.outline.things('node');
  expect(nodes.map(({ name, status }) => [name, status])).toEqual([
    ['master231', 'Ready'],
    ['worker232', 'Ready'],
    ['worker233', 'Ready'],
  ]);

  // The control plane runs as static Pods, kube-proxy on every node.
  const system = await ui.outline.pods('kube-system');
  const onMaster = system.filter(({ node }) => node === 'master231').map(({ name }) => name);
  for (const component of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])
    expect(onMaster).toContain(`${component}-master231`);
  const proxies = system.filter(({ name }) => name.startsWith('kube-proxy-'));
  expect(proxies.map(({ node }) => node).sort()).toEqual(['master231', 'worker232', 'worker233']);
  expect(system.filter(({ condition }) => condition !== 'ready')).toEqual([]);

  // All of it, and the way to the API, stands on the stage.
  const services = await ui.outline.things('service');
  expect(services).toMatchObject([
    { name: 'kubernetes', namespace: 'default' },
    { name: 'kube-dns', namespace: 'kube-system' },
  ]);
  for (const { kind, name, screen } of [...nodes, ...(await ui.outline.things('pod')), ...services])
    expect(screen?.width ?? 0, `${kind} ${name} on the stage`).toBeGreaterThan(0);

  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'live');
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'true');
  await ui.timeline.pass(1);
});

test('the first scenario is played in the window: seven servers, visitors, one killed and replaced', async ({ ui }) => {
  const own = { namespace: 'default', condition: 'ready' } as const;
  await ui.scenarios.open();
  await ui.scenarios.play('first-service');
  await ui.timeline.setSpeed(10);
  await expect(ui.outline.all('pod', own)).toHaveCount(7, { timeout: 20_000 });
  const first = (await ui.outline.pods('default')).map(({ uid }) => uid);
  const left = async (): Promise<number> =>
    (await ui.outline.pods('default')).filter(({ uid }) => first.includes(uid)).length;
  await expect.poll(left, { timeout: 20_000 }).toBe(6);
  await expect(ui.outline.all('pod', own)).toHaveCount(7);
  await expect(ui.timeline.speed, 'the scenario gives the speed back').toHaveValue('10');
});
