// Ends this process, in good order, when the one that started it is gone (closed terminal, `kill -9` of npm):
// otherwise a server nobody sees would go on holding the database folder and the port.
const parent = process.ppid
const hurry = 8_000

const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), hurry).unref()
}, 500).unref()
