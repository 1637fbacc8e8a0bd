import type { Inbox } from '#lib/app/app.ts';
import type { NoticeStore } from '#lib/device/types.ts';
import type { NoticeView } from '#shared/protocol/view.ts';

/** What the present owner was told, followed for as long as the page lives. */
export class InboxController implements Inbox {
	readonly #store: NoticeStore;
	#notices = $state.raw<NoticeView[] | undefined>(undefined);

	constructor(store: NoticeStore) {
		this.#store = store;
	}

	/** Calls `onUnread` at once and whenever the number changes hands or changes. */
	start(onUnread: (count: number) => void): void {
		this.#store.watchList((notices) => {
			this.#notices = notices;
			onUnread(this.unread);
		});
	}

	get notices(): NoticeView[] | undefined {
		return this.#notices;
	}

	get unread(): number {
		return (this.#notices ?? []).filter(({ readAtMs }) => readAtMs === null).length;
	}

	/** Of one enrollment or claim; null: of what leads to no record; or all. */
	async markRead(recordId?: string | null): Promise<void> {
		const ids = (this.#notices ?? [])
			.filter((notice) => notice.readAtMs === null)
			.filter(({ enrollmentId, claimId }) => recordId === undefined || (claimId ?? enrollmentId) === recordId)
			.map(({ id }) => id);
		if (ids.length > 0) await this.#store.markRead(ids);
	}
}
