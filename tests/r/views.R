# SPDX-License-Identifier: Apache-2.0
# Reads the three views with R's own readers, as docs/views.md says, from a running service, and tells what a data frame then holds.
#
#   Rscript views.R http://127.0.0.1:8080 article.txt 'published=2025-04-18&id=a1' > cells.tsv
#
# A line is: profile, format, row (0: the names), then the cells in hexadecimal, for R's own way of writing would hide what reading lost.
argument <- commandArgs(trailingOnly = TRUE)
stopifnot(length(argument) == 3)
media <- c(csv = "text/csv", tsv = "text/tab-separated-values")
columns <- c(phoenix = 26, icews = 20, polecat = 40)

ask <- function(profile, format) {
  call <- sprintf("curl -sSf --data-binary @%s -H %s -H %s %s", shQuote(argument[2]), shQuote("Content-Type: text/plain"),
                  shQuote(paste0("Accept: ", media[[format]])), shQuote(sprintf("%s/v1/extract?%s&profile=%s", argument[1], argument[3], profile)))
  pipe(call, encoding = "UTF-8")
}

read <- list(
  csv = function(file) read.csv(file, colClasses = "character", check.names = FALSE, na.strings = character()),
  tsv = function(file) read.delim(file, quote = "", colClasses = "character", check.names = FALSE, na.strings = character())
)

hexadecimal <- function(text) paste(as.character(charToRaw(enc2utf8(text))), collapse = "")
tell <- function(profile, format, row, cells) cat(profile, format, row, vapply(cells, hexadecimal, ""), sep = "\t", fill = FALSE)

for (profile in names(columns)) for (format in names(media)) {
  events <- read[[format]](ask(profile, format))
  stopifnot(is.data.frame(events), ncol(events) == columns[[profile]], all(vapply(events, is.character, NA)), !anyNA(events))
  tell(profile, format, 0, names(events))
  cat("\n")
  for (row in seq_len(nrow(events))) {
    tell(profile, format, row, unlist(events[row, ], use.names = FALSE))
    cat("\n")
  }
}
