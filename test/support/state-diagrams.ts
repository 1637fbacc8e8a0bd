/**
 * The life of each record as a picture, drawn from the transition tables themselves: docs/states.md shows them, and a test
 * draws them anew and compares. `node test/support/draw-states.ts` writes them.
 */
import { instance } from '@viz-js/viz';
import { claimStateWords } from '#lib/i18n/claim-words.ts';
import { feedbackStateWords } from '#lib/i18n/feedback-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { exportStateWords, outcomeWords } from '#lib/ui/office/outcome-words.ts';
import { orderStateWords, stateWords } from '#lib/ui/office/state-words.ts';
import { claimActs, claimStates, nextClaimState } from '#shared/domain/claim/claim-state.ts';
import { enrollmentActs, enrollmentStates, nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import { feedbackActs, feedbackStates, nextFeedbackState } from '#shared/domain/feedback/feedback.ts';
import { nextOrderState, orderEvents, orderStates } from '#shared/domain/payment/order-state.ts';
import { exportActs, exportStates, nextExportState } from '#shared/domain/roster/export.ts';
import { outcomeWords as words, sayWord, type OutcomeWord } from '#shared/domain/roster/outcome.ts';
import type { Result } from '#shared/std/result.ts';

interface Machine {
	states: readonly string[];
	acts: readonly string[];
	/** Null where the act moves nothing. */
	next: (state: string, act: string) => string | null;
	/** As the screens call it. */
	words: (state: string) => string;
}

const lawful =
	<State extends string, Act extends string>(next: (state: State, act: Act) => Result<State, string>) =>
	(state: string, act: string) => {
		const moved = next(state as State, act as Act);
		return moved.ok ? moved.value : null;
	};
type Words = Record<string, (() => string) | { name: () => string }>;
const wordsOf = (words: Words) => (state: string) => {
	const found = words[state];
	return found ? (typeof found === 'function' ? found : found.name)() : m.office_state_draft();
};

const machines: Record<string, Machine> = {
	enrollment: {
		states: enrollmentStates,
		acts: enrollmentActs,
		next: lawful(nextEnrollmentState),
		words: wordsOf(stateWords),
	},
	claim: {
		states: claimStates,
		acts: claimActs,
		next: lawful(nextClaimState),
		words: wordsOf(claimStateWords),
	},
	order: {
		states: orderStates,
		acts: orderEvents,
		next: (state, act) =>
			nextOrderState(state as (typeof orderStates)[number], act as (typeof orderEvents)[number]),
		words: wordsOf(orderStateWords),
	},
	feedback: {
		states: feedbackStates,
		acts: feedbackActs,
		next: lawful(nextFeedbackState),
		words: wordsOf(feedbackStateWords),
	},
	// Of a student who is not enrolled here: what the school has on record.
	outcome: {
		states: ['not-reached', ...words],
		acts: [...words.map((word) => `say ${word}`), 'clear'],
		next: (state, act) => {
			const word = state === 'not-reached' ? null : (state as OutcomeWord);
			if (act === 'clear') return word === null ? null : 'not-reached';
			const said = act.slice('say '.length) as OutcomeWord;
			const moved = sayWord({ word, enrollmentState: null, isStaying: false }, said);
			return moved.ok && moved.value !== word ? moved.value : null;
		},
		words: wordsOf(outcomeWords),
	},
	export: {
		states: exportStates,
		acts: exportActs,
		next: lawful((state: (typeof exportStates)[number], act: (typeof exportActs)[number]) =>
			nextExportState({ state, expiresAtMs: 1 }, act, 0),
		),
		words: wordsOf(exportStateWords),
	},
};

/** Wide enough for Chinese, whose width the layout does not know. */
const widthOf = (text: string) => [...text].reduce((sum, one) => sum + (one > '\u2e80' ? 0.2 : 0.1), 0.3);

/** States from which the same acts lead to the same states, where those are many: they share their arrows. */
function alikeIn({ states, acts, next }: Machine): string[] {
	const moves = (state: string) => acts.map((act) => next(state, act)).join();
	const count = (state: string) => acts.filter((act) => next(state, act)).length;
	const alike = states.filter((one) => states.some((two) => one !== two && moves(one) === moves(two)));
	return alike.filter((state) => count(state) > 2);
}

function dotOf(machine: Machine): string {
	const { states, acts, next, words } = machine;
	const alike = alikeIn(machine);
	const [, middle = ''] = alike;
	const node = (state: string) => {
		// An act among states that are alike leads from each of them: it stands in the state that it leads to.
		const by = acts.filter((act) => alike.includes(state) && next(state, act) === state);
		const lines = [words(state), state, ...by.map((act) => `← ${act}`)];
		const width = Math.max(...lines.map(widthOf));
		return `"${state}" [label="${lines.join('\\n')}" width=${width.toFixed(2)}]`;
	};
	const arrow = (from: string, to: string) => {
		if (alike.includes(from) && (from !== middle || alike.includes(to))) return [];
		const by = acts.filter((act) => next(from, act) === to);
		const shared = alike.includes(from) ? ' ltail=cluster_alike' : '';
		return by.length > 0 ? [`"${from}" -> "${to}" [label="${by.join('\\n')}"${shared}]`] : [];
	};
	const cluster = `subgraph cluster_alike { style=rounded color="#9bb" ${alike.map(node).join('\n')} }`;
	return `digraph {
		bgcolor="white" rankdir=LR ranksep=0.5 nodesep=0.3 compound=true
		node [shape=box style="rounded,filled" fillcolor="#e3f1ef" color="#0b726d" fontname="sans-serif" fontsize=12 margin="0.1,0.06"]
		edge [color="#5b6b6b" fontcolor="#33403f" fontname="sans-serif" fontsize=10]
		${alike.length > 0 ? cluster : ''}
		${states
			.filter((state) => !alike.includes(state))
			.map(node)
			.join('\n')}
		${states.flatMap((from) => states.flatMap((to) => arrow(from, to))).join('\n')}
	}`;
}

/** SVG by the name of the record. */
export async function stateDiagrams(): Promise<Record<string, string>> {
	const viz = await instance();
	const drawn = Object.entries(machines).map(([name, machine]) => {
		// What made it, with its version, is no part of the picture.
		const svg = viz.renderString(dotOf(machine), { format: 'svg' }).replace(/<!--[\s\S]*?-->\n?/g, '');
		return [name, svg] as const;
	});
	return Object.fromEntries(drawn);
}
