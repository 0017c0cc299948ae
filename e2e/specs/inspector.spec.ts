// "Click or press a key on a Pod: inspect it (describe, YAML, events, its life), kill it." And ask why.
import { parse } from 'yaml';
import { singlePod } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';

test('a Pod: why, describe, YAML, events and life', async ({ ui }) => {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(singlePod('lonely'));
  await expect(ui.outline.row('pod', 'lonely')).toHaveAttribute('data-condition', 'ready');
  const { node, more } = await ui.outline.thing('pod', 'lonely');
  await ui.stage.click('pod', 'lonely');
  await expect(ui.inspector.title).toHaveText('default/lonely');
  await expect(ui.inspector.condition).toHaveAttribute('data-condition', 'ready');
  await expect(ui.inspector.facts).toContainText(node);
  await expect(ui.inspector.facts).toContainText(more['ip']!);

  await ui.inspector.show('why');
  await expect(ui.inspector.whySteps.first()).toBeVisible();
  const types = await ui.inspector.whySteps.evaluateAll((steps) =>
    steps.map((step) => (step as HTMLElement).dataset['type']),
  );
  expect(types[0], 'the chain begins with what a person did').toBe('input-accepted');
  expect(types).toContain('pod-scheduled');
  expect(types.at(-1)).toBe('object-updated');

  const describe = await ui.inspector.show('describe');
  for (const line of [
    /^Name: {13}lonely$/m,
    /^Namespace: {8}default$/m,
    new RegExp(`^Node: {13}${node}/10\\.0\\.0\\.23\\d$`, 'm'),
    /^Labels: {11}app=single$/m,
    /^Status: {11}Running$/m,
    /^Containers:$/m,
    /^ {4}Image: {10}nginx:1\.25\.1-alpine$/m,
    /^ {2}Ready {23}True/m,
    /^Events:$/m,
    /Successfully assigned default\/lonely to worker23\d/,
  ])
    await expect(describe).toContainText(line);

  const yaml = await ui.inspector.show('yaml');
  await expect(yaml).toContainText('kind: Pod');
  expect(parse(await yaml.innerText())).toMatchObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'lonely', namespace: 'default', labels: { app: 'single' } },
    spec: { nodeName: node },
    status: { phase: 'Running', podIP: more['ip'] },
  });

  await ui.inspector.show('events');
  await expect(ui.inspector.events.first()).toBeVisible();
  const reasons = await ui.inspector.events.evaluateAll((events) =>
    events.map((event) => (event as HTMLElement).dataset['reason']),
  );
  expect(reasons).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']);

  await ui.inspector.show('life');
  await expect(ui.inspector.lifeChanges.last()).toHaveAttribute('data-state', 'ready');
  const states = await ui.inspector.lifeChanges.evaluateAll((changes) =>
    changes.map((change) => (change as HTMLElement).dataset['state']),
  );
  expect(states[0]).toBe('waiting');
  expect(states).toContain('starting');
});

test('a click in the life of a Pod goes to that moment', async ({ ui }) => {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(singlePod('lonely'));
  await expect(ui.outline.row('pod', 'lonely')).toHaveAttribute('data-condition', 'ready');
  await ui.stage.click('pod', 'lonely');
  await ui.inspector.show('life');
  await ui.inspector.lifeChanges.first().click();
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'past');
  await expect(ui.inspector.condition).toHaveAttribute('data-condition', 'waiting');
});

test('the reasons of a Pod are its own, not those of its siblings', async ({ ui }) => {
  await deployFirstChapter(ui);
  for (const { name } of await ui.outline.pods('default')) {
    await ui.stage.click('pod', name);
    await ui.inspector.show('why');
    await expect(ui.inspector.title).toHaveText(`default/${name}`);
    await expect(ui.inspector.whySteps.last()).toContainText(name);
    const named = (await ui.inspector.panel.innerText()).match(/Pod greeter-\w{5}/g) ?? [];
    expect([...new Set(named)], `Pods in the reasons of ${name}`).toEqual([`Pod ${name}`]);
  }
});

test('a node shows the rules that its kube-proxy wrote; Services and workloads are described too', async ({ ui }) => {
  await deployFirstChapter(ui);
  await test.step('rules', async () => {
    const nodePort = (await ui.outline.thing('service', 'greeter')).more['nodePorts']!;
    await ui.stage.click('node', 'worker232');
    const rules = await ui.inspector.show('rules');
    await expect(rules).toContainText(`--dport ${nodePort}`);
    const text = await rules.innerText();
    expect(text).toMatch(/^\*nat$/m);
    expect(text).toMatch(/^COMMIT$/m);
    expect(text).toMatch(/^-A KUBE-SERVICES .*--dport 8888 -j KUBE-SVC-/m);
    expect(text).toMatch(/--mode random --probability 0\.1428571/);
    expect(text.match(/-j DNAT --to-destination 10\.100\.\d+\.\d+:80$/gm)).toHaveLength(7);
  });
  await test.step('a Service', async () => {
    await ui.stage.click('service', 'greeter');
    const service = await ui.inspector.show('describe');
    await expect(service).toContainText(/^Type: +NodePort$/m);
    await expect(service).toContainText(/^Port: +<unset> {2}8888\/TCP$/m);
  });
  await test.step('a ReplicationController', async () => {
    await ui.stage.click('workload', 'greeter');
    const controller = await ui.inspector.show('describe');
    await expect(controller).toContainText(/^Replicas: +7 current \/ 7 desired$/m);
    await expect(controller).toContainText(/SuccessfulCreate/);
  });
});

test('a killed container is started again, and counted', async ({ ui }) => {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(singlePod('lonely'));
  await expect(ui.outline.row('pod', 'lonely')).toHaveAttribute('data-condition', 'ready');
  await ui.stage.click('pod', 'lonely');
  await ui.inspector.killContainer.click();
  await expect(ui.outline.row('pod', 'lonely')).toHaveAttribute('data-restarts', '1');
  await expect(ui.outline.row('pod', 'lonely')).toHaveAttribute('data-condition', 'ready');
});
