/**
 * Data that ends by itself. Enrollments and claims that were handed in, what was decided on them, money and the audit are no
 * class: they stay. A school's file and its lines end by the roster's own job (`../roster/expire-files.usecase.ts`). Sessions, one-time codes and counters end when they expire, within hours or days, whatever is configured.
 */
export const retentionClasses = {
	/**
	 * Entered by a volunteer and never confirmed by the student: the student's data without their word. Counted from the last change.
	 * What was taken down at the centre's window too, begun or not: what its person made of it is their own by then.
	 */
	unconfirmed: 180,
	/** Which message went out by which channel, once it has ended. */
	deliveries: 90,
	/** Feedback that was answered, with its pictures. */
	feedback: 730,
	/** What stood in a line of the tax side's file that could not be read, once the statement is done. */
	'statement-cells': 365,
	/** When which volunteer's device was last heard of. */
	contacts: 400,
	/** How much a device still had to send when it was last heard of. */
	'unsent-notes': 400,
} as const;

export type RetentionClass = keyof typeof retentionClasses;

/** Days by class; null: it is kept. */
export type RetentionDays = Readonly<Record<RetentionClass, number | null>>;
