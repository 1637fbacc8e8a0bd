import type { Answer } from '#lib/app/app.ts';
import type {
	ApproveClaimInput,
	CheckClaimInput,
	ClaimCase,
	ClaimQueue,
	ClaimQueueInput,
	ProcessClaimInput,
	RejectClaimInput,
	ReturnClaimInput,
	UndoClaimInput,
	ValuateClaimInput,
} from '#shared/protocol/claim-review.ts';
import type { RevealedNumbers } from '#shared/protocol/review.ts';

/** The server's side of reviewing claims; transport implements it. */
export interface ClaimReviewPort {
	queue(query: ClaimQueueInput): Answer<ClaimQueue>;
	case(id: string): Answer<ClaimCase>;
	/** What it shows masked, in full; written down. */
	reveal(id: string): Answer<RevealedNumbers>;
	check(input: CheckClaimInput): Answer<null>;
	return(input: ReturnClaimInput): Answer<null>;
	process(input: ProcessClaimInput): Answer<null>;
	valuate(input: ValuateClaimInput): Answer<null>;
	approve(input: ApproveClaimInput): Answer<null>;
	reject(input: RejectClaimInput): Answer<null>;
	undo(input: UndoClaimInput): Answer<null>;
}
