// "Drag a node: it stays where it was put, after a restart too." And the rest of what a hand does on the canvas.
import { expect, test } from '../harness/app.ts';
import type { Thing } from '../pages/outline.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const by = { x: -70, y: 90 };
const node = 'worker233';

/** Where the nodes stand, in stage units. */
async function placesOf(ui: Kubarium): Promise<Readonly<Record<string, Thing['place']>>> {
  return Object.fromEntries((await ui.outline.things('node')).map(({ name, place }) => [name, place]));
}

test('a dragged node stays where it was put, after a restart too', async ({ desktop }) => {
  const ui = await desktop.start();
  await expect(ui.outline.all('node')).toHaveCount(3);
  const before = await placesOf(ui);
  const scale = await ui.stage.scale();
  await ui.stage.dragNode(node, by);
  const after = await placesOf(ui);
  expect(after).toEqual({ ...before, [node]: after[node] });
  expect(Math.abs(after[node]!.x - before[node]!.x - by.x / scale)).toBeLessThan(2);
  expect(Math.abs(after[node]!.y - before[node]!.y - by.y / scale)).toBeLessThan(2);
  await ui.timeline.pass(2);
  expect(await placesOf(ui)).toEqual(after);

  await desktop.close();
  const again = await desktop.start();
  await expect(again.outline.all('node')).toHaveCount(3);
  expect(await placesOf(again)).toEqual(after);
});

test('a drag is taken back by Ctrl+Z, for good', async ({ desktop }) => {
  const ui = await desktop.start();
  const before = await placesOf(ui);
  await ui.stage.dragNode(node, by);
  await ui.stage.dragNode('worker232', { x: -30, y: -20 });
  await ui.page.keyboard.press('Control+z');
  await ui.page.keyboard.press('Control+z');
  await expect.poll(() => placesOf(ui)).toEqual(before);
  await desktop.close();
  expect(await placesOf(await desktop.start())).toEqual(before);
});

test('the layout is reset after a question', async ({ ui }) => {
  const before = await placesOf(ui);
  await ui.stage.dragNode(node, by);
  const dragged = await placesOf(ui);
  await ui.page.getByTestId('rail-reset-layout').click();
  await ui.question.cancel.click();
  expect(await placesOf(ui)).toEqual(dragged);
  await ui.page.getByTestId('rail-reset-layout').click();
  await ui.question.confirm.click();
  await expect.poll(() => placesOf(ui)).toEqual(before);
});

test('zoom by buttons, wheel and double click; show all brings everything back', async ({ ui }) => {
  const fitted = await ui.stage.scale();
  const width = (await ui.outline.thing('node', node)).screen!.width;
  await ui.stage.zoomIn();
  expect(await ui.stage.scale()).toBeCloseTo(fitted * 1.3, 2);
  expect((await ui.outline.thing('node', node)).screen!.width / width).toBeCloseTo(1.3, 1);
  await ui.stage.zoomOut();
  expect(await ui.stage.scale()).toBeCloseTo(fitted, 2);

  // The wheel zooms around the pointer: what is under it stays there.
  const pod = (await ui.outline.pods('kube-system'))[0]!;
  const point = await ui.stage.pointOf('pod', pod.name);
  await ui.page.mouse.move(point.x, point.y);
  await ui.page.mouse.wheel(0, -300);
  await expect.poll(() => ui.stage.scale()).toBeGreaterThan(fitted * 1.2);
  const still = await ui.stage.pointOf('pod', pod.name);
  expect(Math.hypot(still.x - point.x, still.y - point.y)).toBeLessThan(3);

  await ui.stage.showAll();
  await expect.poll(() => ui.stage.scale()).toBeCloseTo(fitted, 2);
  const { x, y } = await ui.stage.pointOf('pod', pod.name);
  await ui.page.mouse.dblclick(x, y);
  await expect.poll(() => ui.stage.scale()).toBeGreaterThan(fitted * 1.5);
});

test('the empty stage is dragged like a map', async ({ ui }) => {
  const before = await ui.outline.thing('node', node);
  const box = await ui.stage.box();
  const empty = { x: box.x + 30, y: box.y + box.height - 20 };
  await ui.page.mouse.move(empty.x, empty.y);
  await ui.page.mouse.down();
  await ui.page.mouse.move(empty.x + 60, empty.y - 40, { steps: 5 });
  await ui.page.mouse.up();
  const after = await ui.outline.thing('node', node);
  expect(after.place).toEqual(before.place);
  expect(after.screen!.x - before.screen!.x).toBeCloseTo(60, -1);
  expect(after.screen!.y - before.screen!.y).toBeCloseTo(-40, -1);
});

test('a click on a Pod of the canvas inspects it, a click beside it selects nothing', async ({ ui }) => {
  for (const { name, namespace } of (await ui.outline.pods('kube-system')).slice(0, 3)) {
    await ui.stage.click('pod', name);
    await expect(ui.inspector.title).toHaveText(`${namespace}/${name}`);
    await expect(ui.outline.row('pod', name)).toHaveAttribute('aria-selected', 'true');
  }
  await ui.stage.click('node', node);
  await expect(ui.inspector.title).toHaveText(node);
  const box = await ui.stage.box();
  await ui.page.mouse.click(box.x + 30, box.y + box.height - 20);
  await expect(ui.inspector.panel).toHaveCount(0);
});

test('a node is powered off after a question, and on again', async ({ ui }) => {
  await ui.timeline.setSpeed(10);
  await ui.stage.openMenu('node', 'worker232');
  await ui.stage.menu.getByRole('menuitem', { name: 'Power off' }).click();
  await ui.question.confirm.click();
  await expect(ui.outline.row('node', 'worker232')).toHaveAttribute('data-status', 'powered off');
  await ui.outline.row('node', 'worker232').dispatchEvent('click');
  await ui.inspector.powerNode.click();
  await expect(ui.outline.row('node', 'worker232')).toHaveAttribute('data-status', 'Ready', { timeout: 20_000 });
});
