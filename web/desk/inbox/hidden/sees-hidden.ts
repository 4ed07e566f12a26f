import { createStore } from '../../live/store.ts'

/** Whether the list of deleted and spam is open. */
export const seesHidden = createStore(false)
