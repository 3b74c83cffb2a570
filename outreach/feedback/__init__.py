"""What the people who use the program have to say of it 意见反馈: sent from any page, answered by the administrator."""
