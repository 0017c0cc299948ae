import { expect, type Page } from '@playwright/test';

/** Moves a slider to the place that means `value`, which it must have. */
export async function slideTo(page: Page, testId: string, value: number): Promise<void> {
  const slider = page.getByTestId(testId);
  const values = ((await slider.getAttribute('data-values')) ?? '').split(' ').map(Number);
  expect(values, `places of the slider ${testId}`).toContain(value);
  await slider.fill(String(values.indexOf(value)));
}
