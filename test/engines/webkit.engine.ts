import { openWebKit } from '../support/engines/webkit.ts';
import { mainFlowIn } from './main-flow.ts';

mainFlowIn('WebKitGTK', openWebKit);
