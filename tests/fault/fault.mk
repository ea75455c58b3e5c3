# Faults put in from outside. make fault: every allocation of every route; make fault-syscalls: system calls.
$(BUILD)/tests/fault/alloc.so: tests/fault/alloc.c tests/fault/alloc.h
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(filter-out -fsanitize=% --coverage -fprofile-% -MMD -MP,$(ALLFLAGS)) -fno-builtin -fvisibility=default -shared -o $@ $<

$(BUILD)/tests/fault/alloc.o: FILE_FLAGS := -fno-builtin -fvisibility=default
$(BUILD)/tests/fault/routes: tests/fault/routes.c $(BUILD)/tests/fault/alloc.o $(BUILD)/libapi.a $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(ALLFLAGS) -DTEST_ROOT='"$(CURDIR)"' -o $@ $< $(BUILD)/tests/fault/alloc.o $(BUILD)/libapi.a $(BUILD)/libdragoman.a \
	    $(LDFLAGS) $(API_LIBS) $(LIB_LIBS)

.PHONY: fault
fault: $(BUILD)/dragoman $(BUILD)/tests/fault/alloc.so $(BUILD)/tests/fault/routes
	FAULT_STEP=1 LEDGER=1 .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/fault/test_alloc.py

.PHONY: fault-syscalls
fault-syscalls: $(BUILD)/dragoman
	ALL_SYSCALLS=1 LEDGER=1 .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/fault/test_syscalls.py
