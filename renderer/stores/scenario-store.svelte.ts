import type { ScenarioView } from '../../preload/contract/views.ts';

/** The scenario that plays, or has played since the session was opened. */
export class ScenarioStore {
  view = $state.raw<ScenarioView | undefined>(undefined);
  private dismissed = $state.raw<ScenarioView['note']>(undefined);

  /** What is told at present, until the person has read it. */
  get note(): ScenarioView['note'] {
    const note = this.view?.note;
    return note && note.en === this.dismissed?.en ? undefined : note;
  }

  take(view: ScenarioView | undefined): void {
    this.view = view;
  }

  dismiss(): void {
    this.dismissed = this.view?.note;
  }
}
