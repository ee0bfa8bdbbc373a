"""What is handed out and reported: the workbook, cards, lists, messages and the statistics."""
