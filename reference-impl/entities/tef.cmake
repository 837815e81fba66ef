# The Trust Enabler Function.
foreach(header credential_record credential_store in_memory_store record_sealer tef_configuration
        tef_policy trust_enabler)
  list(APPEND headers include/plumbline/entities/tef/${header}.hpp)
endforeach()
foreach(source credential_content credential_identifier credential_record in_memory_store
        record_sealer registration tef_policy tef_policy_keys trust_enabler)
  list(APPEND sources src/tef/${source}.cpp)
endforeach()
foreach(test in_memory_store record_sealer registration tef_policy_keys tef_policy trust_enabler)
  list(APPEND tests tests/tef/${test}_test.cpp)
endforeach()
plumbline_add_fuzz(trust_enabler SOURCES fuzz/tef/trust_enabler_fuzz.cpp DEPENDS plumbline::entities)
