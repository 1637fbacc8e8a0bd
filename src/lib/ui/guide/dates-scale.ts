import { addDays, daysBetween, type IsoDate } from '#shared/std/date.ts';

export interface Span {
	key: string;
	label: string;
	from: IsoDate;
	/** Null: no end is given. */
	to: IsoDate | null;
}

export interface DatesScale {
	/** Where a day begins, in percent of the picture's width; days outside stand at its ends. */
	at: (day: IsoDate) => number;
	/** First days of months with a mark below them. */
	ticks: { day: IsoDate; percent: number }[];
	isWithin: (day: IsoDate) => boolean;
}

const mostTicks = 4;
/** A month written further right (percent) would reach beyond the picture. */
const latestTick = 84;

function monthAfter(day: IsoDate, months: number): IsoDate {
	const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
	return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** Whole months from the first start to the last end; a span without an end reaches the year's end after its start. */
export function datesScale(spans: readonly Span[]): DatesScale {
	const starts = spans.map(({ from }) => from).sort();
	const ends = spans.map(({ from, to }) => to ?? `${from.slice(0, 4)}-12-31`).sort();
	const first = monthAfter(starts[0]!, 0);
	const end = monthAfter(ends.at(-1)!, 1);
	const width = daysBetween(first, end);
	const at = (day: IsoDate) => Math.min(100, Math.max(0, (daysBetween(first, day) / width) * 100));
	const ticks: DatesScale['ticks'] = [];
	const every = Math.ceil(width / 30 / mostTicks);
	for (let day = first; at(day) <= latestTick; day = monthAfter(day, every)) {
		ticks.push({ day, percent: at(day) });
	}
	return { at, ticks, isWithin: (day) => first <= day && day < end };
}

/** The day after, where a bar that includes its last day ends. */
export function endOf(day: IsoDate): IsoDate {
	return addDays(day, 1);
}
