import type { Drive } from '#shared/domain/drive/drive.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { OpenDriveInput } from '#shared/protocol/drive.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { readGoalLines, type GoalProblem } from './goal-lines.ts';
import type { DriveDeskPort } from './ports.ts';

type PlanField = 'schemeId' | 'title' | 'place' | 'day';
const planFields: readonly PlanField[] = ['schemeId', 'title', 'place', 'day'];

/** The form of a new drive. Its id is made with it: sent twice, it is one drive. */
export class DrivePlan {
	readonly #id = newId(systemClock, systemRandom);
	schemeId = $state('');
	title = $state('');
	place = $state('');
	day = $state('');
	/** 学院 and count, a line each. */
	goalLines = $state('');
	#wasTried = $state(false);
	isOpening = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	readonly #goals = $derived(readGoalLines(this.goalLines));
	readonly goalProblem: GoalProblem | null = $derived('problem' in this.#goals ? this.#goals.problem : null);
	readonly goals = $derived('goals' in this.#goals ? this.#goals.goals : []);

	readonly #input = $derived(
		OpenDriveInput.safeParse({
			...{ id: this.#id, schemeId: this.schemeId, title: this.title, place: this.place, day: this.day },
			goals: this.goals,
		}),
	);
	/** Fields that lack something, once opening was tried. */
	readonly missing: readonly PlanField[] = $derived.by(() => {
		const wrong: unknown[] = this.#input.error?.issues.map(({ path }) => path[0]) ?? [];
		return this.#wasTried ? planFields.filter((field) => wrong.includes(field)) : [];
	});

	/** The drive; null when something is missing or the server refused. */
	async open(desk: () => Promise<DriveDeskPort>): Promise<Drive | null> {
		this.#wasTried = true;
		const input = this.#input;
		if (!input.success || this.goalProblem || this.isOpening) return null;
		this.isOpening = true;
		this.refusal = null;
		const answer = await (await desk()).open(input.data);
		this.isOpening = false;
		if (answer.ok) return answer.value;
		this.refusal = answer.error;
		return null;
	}
}
