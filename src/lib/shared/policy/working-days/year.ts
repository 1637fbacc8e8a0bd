import type { IsoDate } from '../../std/date.ts';

/** What the State Council's office announced for one year: days off, and weekend days that are worked. */
export interface WorkingYear {
	year: number;
	/** The notice, by its title and number, and where its text was read. */
	source: { title: string; number: string; issuedOn: IsoDate; readAt: string };
	/** Both ends included; the quote is the notice's own sentence. */
	holidays: { from: IsoDate; to: IsoDate; quote: string }[];
	/** Saturdays and Sundays on which everybody works. */
	workedWeekendDays: IsoDate[];
}
