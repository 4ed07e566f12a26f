type Waiting<Question, Answer> = {
  question: Question
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Answers what is asked one by one, many at a time: what comes in while one batch is under way goes together into the
 * next, at most `most` of them. Ten thousand who ask at once cost a hundred rounds, and one connection.
 */
export function gather<Question, Answer>(
  most: number,
  answerAll: (questions: Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let running = false
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (running) return
      running = true
      setImmediate(() => void run())
    })

  async function run(): Promise<void> {
    while (waiting.length > 0) await answer(waiting.splice(0, most))
    running = false
  }

  async function answer(batch: Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(batch.map(({ question }) => question))
      if (answers.length !== batch.length) throw new Error('each question has one answer')
      answers.forEach((each, index) => batch[index]?.resolve(each))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
